package vn.hanoi.datahub.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EdgePropertiesTest {

    @Test
    void anIssuerNeedsAnAudience() {
        assertThatThrownBy(() -> new EdgeProperties.Access("", "https://issuer", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("hub.access.audience is needed with an issuer");
        assertThat(new EdgeProperties.Access("", "https://issuer", "hub", "").takesTokens())
                .isTrue();
        assertThat(new EdgeProperties.Access("", "", "", "").takesTokens()).isFalse();
    }
}
