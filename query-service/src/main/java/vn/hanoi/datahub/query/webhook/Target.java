package vn.hanoi.datahub.query.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.Dns;
import vn.hanoi.datahub.edge.net.PublicAddresses;

/**
 * Where may be sent to. The hub stands inside the city's network: nobody may use it to reach what only it can reach. It
 * is also what the client asks for a host's addresses, so that those that are looked at are those that are connected
 * to; a name that leads elsewhere a moment later gains nothing.
 */
final class Target implements Dns {

    /**
     * The same for a name that nobody knows and one that leads inside: an answer must not tell which names the inside
     * has.
     */
    static final String NOT_PUBLIC = "the host of url has no public address";

    private static final int HIGHEST_PORT = 65_535;

    /** Of HTTPS, and its usual other one: no other service is to be talked to. */
    private static final Set<Integer> PORTS = Set.of(443, 8443);

    private final boolean local;
    private final Dns names;

    /**
     * @param local whether this machine, its private network and plain HTTP are allowed: for trying it out, and where
     *     all subscribers stand inside
     */
    public Target(boolean local) {
        this(local, Dns.SYSTEM);
    }

    Target(boolean local, Dns names) {
        this.local = local;
        this.names = names;
    }

    /** Why an address may not be sent to; empty where it may. */
    public Optional<String> refusal(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Optional.of("url is not an address");
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("https") && !(local && scheme.equals("http"))) {
            return Optional.of("url begins with https://");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            return Optional.of("url has a host, and neither a user nor a fragment");
        }
        if (uri.getPort() > HIGHEST_PORT) {
            return Optional.of("url has a port up to " + HIGHEST_PORT);
        }
        if (!local && uri.getPort() >= 0 && !PORTS.contains(uri.getPort())) {
            return Optional.of("url has the port 443 or 8443");
        }
        try {
            lookup(uri.getHost().replaceAll("[\\[\\]]", ""));
            return Optional.empty();
        } catch (UnknownHostException e) {
            return local ? Optional.empty() : Optional.of(NOT_PUBLIC);
        }
    }

    /**
     * The addresses of a host.
     *
     * @throws UnknownHostException where nobody knows it, or one of them may not be connected to
     */
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = names.lookup(host);
        if (!local && !addresses.stream().allMatch(PublicAddresses::isPublic)) {
            throw new UnknownHostException(NOT_PUBLIC);
        }
        return addresses;
    }
}
