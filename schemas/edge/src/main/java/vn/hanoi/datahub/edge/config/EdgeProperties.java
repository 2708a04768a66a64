package vn.hanoi.datahub.edge.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/**
 * Settings that the services share.
 *
 * @param kafka bootstrap servers
 * @param kafkaSettings file with the settings that Kafka requires of a client; empty for none
 * @param registry address of the schema registry
 * @param catalogue folder with the operator's own catalogue; empty for the built-in one
 */
@ConfigurationProperties("hub")
record EdgeProperties(String kafka, String kafkaSettings, String registry, String catalogue, Access access) {

    KafkaConnection connection() {
        return KafkaConnection.to(kafka, kafkaSettings);
    }

    /**
     * How callers are authenticated.
     *
     * @param keys file with the hashes of the first API keys; empty for none
     * @param issuer issuer of OAuth2 tokens, exactly as in their {@code iss}; empty where none are accepted
     * @param audience audience that a token must name
     * @param jwks address of the issuer's public keys; empty to get it from the issuer's metadata (RFC 8414)
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
