package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Signatures as Standard Webhooks has them. What is expected was worked out with OpenSSL's and Python's HMAC. */
class SignerTest {

    private static final Signer SIGNER = new Signer("a-key-of-this-test-that-is-long-enough");

    @Test
    void signsAsTheSpecificationHasIt() {
        assertThat(SIGNER.secret("w-1")).isEqualTo("whsec_IqVdnQROh1A1wvsC9ZX2fnkqiME2RuGtiDV8Go0onmE=");
        assertThat(SIGNER.signature("w-1", "msg_1", 1_761_955_200, "{\"type\":\"hanoi.updates\",\"data\":\"đường\"}"))
                .isEqualTo("v1,APNeoLVAje4sj4MNVEumouvWOl2V/OqjmwPmnfisLBk=");
    }

    /** Whoever gets one secret must not be able to sign for another subscriber. */
    @Test
    void everySubscriberHasASecretOfItsOwn_andNeverAnother() {
        assertThat(SIGNER.secret("w-2")).isNotEqualTo(SIGNER.secret("w-1"));
        assertThat(new Signer("a-key-of-this-test-that-is-long-enough").secret("w-1"))
                .isEqualTo(SIGNER.secret("w-1"));
        assertThat(new Signer("another-key-of-this-test-that-is-long").secret("w-1"))
                .isNotEqualTo(SIGNER.secret("w-1"));
    }

    @Test
    void everyPartOfAMessageIsSigned() {
        String signature = SIGNER.signature("w-1", "msg_1", 1, "body");

        assertThat(SIGNER.signature("w-1", "msg_2", 1, "body")).isNotEqualTo(signature);
        assertThat(SIGNER.signature("w-1", "msg_1", 2, "body")).isNotEqualTo(signature);
        assertThat(SIGNER.signature("w-1", "msg_1", 1, "Body")).isNotEqualTo(signature);
    }

    @Test
    void refusesAKeyThatCouldBeGuessed() {
        assertThatThrownBy(() -> new Signer("x".repeat(31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HUB_WEBHOOK_KEY has at least 32 characters");
        assertThatCode(() -> new Signer("x".repeat(32))).doesNotThrowAnyException();
    }
}
