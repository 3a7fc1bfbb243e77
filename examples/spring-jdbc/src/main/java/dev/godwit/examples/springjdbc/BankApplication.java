package dev.godwit.examples.springjdbc;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application; its configuration is {@code application.yaml}. */
@SpringBootApplication
public class BankApplication {}
