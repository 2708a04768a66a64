package vn.hanoi.datahub.standalone.agency;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.standalone.HubSettings;

/**
 * {@code ./hub schema}: checks whether a changed schema of an event type can read everything that was written with the
 * earlier ones. Registers nothing.
 */
@Command(
        name = "schema",
        description = {
            "Check a changed event schema against all registered versions. Nothing is registered.",
            "Exit code: 0 compatible, 1 incompatible, 2 incorrect usage, 3 registry unreachable."
        })
final class SchemaCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", descriptionKey = "schema-file", description = "The Avro schema, .avsc.")
    private Path file = Path.of("");

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "The registry's subject (default: hanoi.<record's name>.v1-value).")
    private String subject = "";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry (default: HUB_REGISTRY, else this machine's).")
    private String registry = System.getenv().getOrDefault("HUB_REGISTRY", "");

    @Override
    public Integer call() throws IOException {
        Messages words = Messages.in(System.getenv());
        Schema schema = parsed();
        String asked = subject.isEmpty() ? "hanoi." + kebab(schema.getName()) + ".v1-value" : subject;
        String url = registry.isEmpty()
                ? HubSettings.from(Path.of("data"), System.getenv()).registryUrl()
                : registry;
        try (SchemaRegistryClient client = Registry.client(url)) {
            if (!client.getAllSubjects().contains(asked)) {
                throw new IllegalArgumentException(words.of("no-subject", asked));
            }
            List<String> violations = client.testCompatibilityVerbose(asked, new AvroSchema(schema));
            violations.forEach(System.out::println);
            System.out.println(words.of(violations.isEmpty() ? "compatible" : "incompatible", asked));
            return violations.isEmpty() ? 0 : 1;
        } catch (RestClientException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Schema parsed() throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(Messages.in(System.getenv()).of("unreadable", file));
        }
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
