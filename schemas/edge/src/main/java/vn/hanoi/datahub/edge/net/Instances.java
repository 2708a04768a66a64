package vn.hanoi.datahub.edge.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The instances of a service. A name that DNS resolves to several addresses (a scaled service in Compose, a headless
 * service in Kubernetes) stands for all of them, as they are now.
 */
public final class Instances {

    private final List<URI> addresses;

    /** @param addresses base addresses, of single instances or of all under one name */
    public Instances(List<String> addresses) {
        this.addresses = addresses.stream().map(URI::create).toList();
    }

    /**
     * Returns their base addresses. A name that cannot be resolved now is returned unchanged; a request to it gets no
     * answer.
     */
    public List<String> now() {
        return addresses.stream().flatMap(Instances::behind).distinct().toList();
    }

    private static Stream<String> behind(URI address) {
        try {
            InetAddress[] found = InetAddress.getAllByName(address.getHost());
            List<InetAddress> all = Arrays.stream(found)
                    .filter(one -> one instanceof Inet4Address || !hasIpv4(found))
                    .toList();
            // A certificate is issued for the name.
            return all.size() < 2 || "https".equals(address.getScheme())
                    ? Stream.of(address.toString())
                    : all.stream().map(one -> with(address, one)).sorted();
        } catch (UnknownHostException unknownNow) {
            return Stream.of(address.toString());
        }
    }

    /** Returns whether there is an IPv4 address. An instance with an address of each family counts once. */
    private static boolean hasIpv4(InetAddress[] found) {
        return Arrays.stream(found).anyMatch(Inet4Address.class::isInstance);
    }

    private static String with(URI address, InetAddress host) {
        try {
            return new URI(
                            address.getScheme(),
                            null,
                            host.getHostAddress(),
                            address.getPort(),
                            address.getPath(),
                            null,
                            null)
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(address + " is not an address", e);
        }
    }
}
