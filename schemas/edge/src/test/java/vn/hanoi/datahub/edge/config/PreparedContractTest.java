package vn.hanoi.datahub.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class PreparedContractTest {

    @Test
    void theContractIsComputedForOneLanguageOnly() throws Exception {
        assertThat(language("/openapi.json")).isEqualTo(Locale.ROOT);
        assertThat(language("/v1/dead-letters")).isEqualTo(Locale.forLanguageTag("vi"));
    }

    private static Locale language(String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addPreferredLocale(Locale.forLanguageTag("vi"));
        MockFilterChain behind = new MockFilterChain();
        new PreparedContract().doFilter(request, new MockHttpServletResponse(), behind);
        return behind.getRequest().getLocale();
    }
}
