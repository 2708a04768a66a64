package vn.hanoi.datahub.edge.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/** Whose address the audit log has for a request that one of the hub's services hands on. */
class HandedOnTest {

    private static final ServiceKey KEY = new ServiceKey("the key of the hub's own services");

    private static String address(@Nullable String client, @Nullable String key) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.1");
        if (client != null) {
            request.addHeader(HandedOn.CLIENT, client);
        }
        if (key != null) {
            request.addHeader(ServiceKey.HEADER, key);
        }
        MockFilterChain chain = new MockFilterChain();
        new HandedOn(KEY).doFilter(request, new MockHttpServletResponse(), chain);
        return chain.getRequest().getRemoteAddr();
    }

    @Test
    void itIsTheCallersAddress_ifAServiceSaysSo() throws Exception {
        assertThat(address("203.0.113.77", KEY.text())).isEqualTo("203.0.113.77");
        assertThat(address(null, KEY.text())).isEqualTo("192.0.2.1");
    }

    @Test
    void whatACallerSaysOfHimselfIsNotBelieved() throws Exception {
        assertThat(address("203.0.113.99", null)).isEqualTo("192.0.2.1");
        assertThat(address("203.0.113.99", "a guess")).isEqualTo("192.0.2.1");
    }
}
