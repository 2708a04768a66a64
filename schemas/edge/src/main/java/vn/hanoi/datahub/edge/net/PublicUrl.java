package vn.hanoi.datahub.edge.net;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/**
 * The address by which callers know a service: that of the proxy in front of it, with the path that the proxy adds.
 * Every absolute link is built from it, and never from the host that a request names: a link that a caller can choose
 * ends up in other callers' caches.
 *
 * @param configured {@code https://host[:port][/path]}; empty for the address at which a request arrived
 */
public record PublicUrl(String configured) {

    /** @throws IllegalArgumentException when it is not such an address */
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

    /** Returns the service's address, without a trailing slash. */
    public String base(HttpServletRequest request) {
        if (!configured.isEmpty()) {
            return configured;
        }
        String host = request.getLocalAddr();
        return request.getScheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + request.getLocalPort() + request.getContextPath();
    }

    /**
     * Returns the address of a path of this service. It is only the path where no address is configured: the caller may
     * have come by a way that the socket does not know, such as a published port.
     */
    public String link(String path, HttpServletRequest request) {
        return (configured.isEmpty() ? request.getContextPath() : configured) + path;
    }

    /** Returns the path that stands before every path of this service in a caller's browser; empty for none. */
    public String prefix(HttpServletRequest request) {
        return configured.isEmpty()
                ? request.getContextPath()
                : URI.create(configured).getPath();
    }

    /** Returns whether callers come by HTTPS, at least as far as the proxy. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure() || configured.startsWith("https:");
    }

    /** Returns the address of the request itself, without its query. */
    public String of(HttpServletRequest request) {
        return base(request)
                + request.getRequestURI().substring(request.getContextPath().length());
    }
}
