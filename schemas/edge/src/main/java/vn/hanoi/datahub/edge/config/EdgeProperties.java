package vn.hanoi.datahub.edge.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/**
 * Settings that the services share.
 *
 * @param kafka bootstrap servers
 * @param kafkaSettings file with what Kafka asks of a client; empty for nothing
 * @param registry address of the schema registry
 */
@ConfigurationProperties("hub")
record EdgeProperties(String kafka, String kafkaSettings, String registry, Access access) {

    /** How Kafka is reached. */
    KafkaConnection connection() {
        return KafkaConnection.to(kafka, kafkaSettings);
    }

    /**
     * Who is recognised.
     *
     * @param keys file with the hashed first API keys; empty for none
     * @param issuer of OAuth2 tokens, exactly as their {@code iss} has it; empty where none are taken
     * @param audience that a token has to name
     * @param jwks where the issuer's public keys lie; empty to ask the issuer's metadata (RFC 8414)
     */
    public record Access(String keys, String issuer, String audience, String jwks) {

        public Access {
            if (!issuer.isEmpty() && audience.isEmpty()) {
                throw new IllegalArgumentException(
                        "hub.access.audience is needed with an issuer: without it a token for any other service would be taken here");
            }
        }

        boolean takesTokens() {
            return !issuer.isEmpty();
        }
    }
}
