package vn.hanoi.datahub.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of a hub in one JVM.
 *
 * @param data folder for all its data
 * @param catalogue folder with the operator's own catalogue; empty for the built-in one
 * @param partitions of every topic; fixed once data exist
 */
public record HubSettings(Path data, String bind, Ports ports, String catalogue, int partitions) {

    /** The ports that the contract defines. */
    public record Ports(int query, int ingest, int processor, int registry, int kafka) {}

    /** Returns the settings from environment variables, with the contract's defaults. */
    public static HubSettings from(Path data, Map<String, String> environment) {
        return new HubSettings(
                data,
                environment.getOrDefault("HUB_BIND", "127.0.0.1"),
                new Ports(
                        port(environment, "HUB_QUERY_PORT", 8080),
                        port(environment, "HUB_INGEST_PORT", 8081),
                        port(environment, "HUB_PROCESSOR_PORT", 8082),
                        port(environment, "HUB_REGISTRY_PORT", 8085),
                        port(environment, "HUB_KAFKA_PORT", 9092)),
                environment.getOrDefault("HUB_CATALOGUE", ""),
                port(environment, "HUB_PARTITIONS", 2));
    }

    /**
     * Returns the settings of a separate hub, on ports that are free now, with the built-in catalogue.
     *
     * @throws UncheckedIOException when this machine has no free ports
     */
    public static HubSettings elsewhere(Path data) {
        try (ServerSocket query = new ServerSocket(0);
                ServerSocket ingest = new ServerSocket(0);
                ServerSocket processor = new ServerSocket(0);
                ServerSocket registry = new ServerSocket(0);
                ServerSocket kafka = new ServerSocket(0)) {
            Ports ports = new Ports(
                    query.getLocalPort(),
                    ingest.getLocalPort(),
                    processor.getLocalPort(),
                    registry.getLocalPort(),
                    kafka.getLocalPort());
            return new HubSettings(data, "127.0.0.1", ports, "", 2);
        } catch (IOException e) {
            throw new UncheckedIOException("no free ports on this machine", e);
        }
    }

    private static int port(Map<String, String> environment, String name, int standard) {
        String value = environment.getOrDefault(name, "");
        try {
            return value.isEmpty() ? standard : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + value + "'", e);
        }
    }

    /** Returns the host that people open: the one all ports are bound to, or this machine. */
    public String host() {
        return bind.equals("0.0.0.0") ? "127.0.0.1" : bind;
    }

    /** Returns whether only this machine reaches the hub. An address that cannot be resolved is not this machine's. */
    public boolean isLocal() {
        try {
            return !bind.isBlank() && InetAddress.getByName(bind).isLoopbackAddress(); // blank binds to all addresses
        } catch (UnknownHostException e) {
            return false;
        }
    }

    public String queryUrl() {
        return "http://" + host() + ":" + ports.query();
    }

    public String ingestUrl() {
        return "http://" + host() + ":" + ports.ingest();
    }

    public String registryUrl() {
        return "http://" + host() + ":" + ports.registry();
    }

    public String kafka() {
        return host() + ":" + ports.kafka();
    }
}
