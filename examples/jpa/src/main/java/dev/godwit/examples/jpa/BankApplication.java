package dev.godwit.examples.jpa;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application; its configuration is {@code application.yaml}. */
@SpringBootApplication
public class BankApplication {}
