package dev.godwit.examples.springjdbc;

import dev.godwit.examples.suite.Bank;
import dev.godwit.examples.suite.BankSuite;
import dev.godwit.examples.suite.Databases;
import dev.godwit.examples.suite.RunningBank;
import java.nio.file.Path;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class SpringJdbcBankTest extends BankSuite {
    @Override
    protected RunningBank start(Databases databases, Path folder) {
        ConfigurableApplicationContext application = new SpringApplicationBuilder(BankApplication.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "LEGACY_URL=" + databases.legacyUrl(),
                        "TARGET_URL=" + databases.targetUrl(),
                        "godwit.control-plane=" + folder.toUri())
                .run();
        return new RunningBank(application.getBean(Bank.class), application::close);
    }
}
