package vn.hanoi.datahub.edge.net;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/**
 * The address under which callers know a service: that of the proxy before it, with the path it adds. Every absolute
 * link is made of it, and never of what a request says of its host: a link that a caller can choose ends up in other
 * callers' caches.
 *
 * @param configured {@code https://host[:port][/path]}; empty for the address that a request came in at
 */
public record PublicUrl(String configured) {

    /** @throws IllegalArgumentException when it is no address */
    public PublicUrl {
        if (!configured.isEmpty()) {
            URI uri = URI.create(configured);
            boolean isAddress = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getUserInfo() == null;
            if (!isAddress) {
                throw new IllegalArgumentException(
                        "HUB_PUBLIC_URL is an address such as https://data.hanoi.gov.vn/hub, not '" + configured + "'");
            }
            configured = configured.replaceFirst("/+$", "");
        }
    }

    /** The service's address, without a slash at the end. */
    public String base(HttpServletRequest request) {
        if (!configured.isEmpty()) {
            return configured;
        }
        String host = request.getLocalAddr();
        return request.getScheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + request.getLocalPort() + request.getContextPath();
    }

    /** The address of the request itself, without its query. */
    public String of(HttpServletRequest request) {
        return base(request)
                + request.getRequestURI().substring(request.getContextPath().length());
    }
}
