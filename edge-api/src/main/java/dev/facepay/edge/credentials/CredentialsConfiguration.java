package dev.facepay.edge.credentials;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The face SDK's credentials. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CredentialSettings.class)
@Import({CredentialService.class, CredentialController.class})
class CredentialsConfiguration {}
