package vn.hanoi.datahub.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hanoi.datahub.standalone.registry.RegistryServer;

/** {@code ./hub registry}: runs only the schema registry, on a Kafka cluster that runs elsewhere. */
@Command(name = "registry", description = "Run only the schema registry, on a Kafka cluster that runs elsewhere.")
final class RegistryCommand implements Callable<Integer> {

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:HUB_BIND:-127.0.0.1}")
    private String bind = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on (default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:HUB_REGISTRY_PORT:-8085}")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        RegistryServer registry = RegistryServer.start(kafka.connection(), kafka.serviceKey(), bind, port);
        System.err.println("hub: schema registry on http://" + bind + ":" + port);
        UpCommand.untilStopped(registry);
        return 0;
    }
}
