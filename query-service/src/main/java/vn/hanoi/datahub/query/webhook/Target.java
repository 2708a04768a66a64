package vn.hanoi.datahub.query.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where may be sent to. The hub stands inside the city's network: nobody may use it to reach what only it can reach. */
public final class Target {

    private static final int HIGHEST_PORT = 65_535;

    private final boolean local;

    /**
     * @param local whether this machine, its private network and plain HTTP are allowed: for trying it out, and where all subscribers stand inside
     */
    public Target(boolean local) {
        this.local = local;
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
        return local ? Optional.empty() : refusalOf(uri.getHost());
    }

    private static Optional<String> refusalOf(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress()) {
                    return Optional.of("url leads into the hub's own network");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("the host of url is not known");
        }
    }
}
