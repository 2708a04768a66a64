package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The manifests say what Kubernetes understands, field by field, and nothing runs as root, without limits or unseen.
 */
class KubernetesTest {

    private static final Path MANIFESTS = Path.of("../deploy/kubernetes");
    private static final String KUSTOMIZATION = "kustomization.yaml";

    @Test
    void everyManifestIsOneKubernetesTakes() throws Exception {
        List<JsonObject> all = manifests();

        assertThat(all).hasSizeGreaterThan(15);
        for (JsonObject manifest : all) {
            validate(manifest);
        }
    }

    @Test
    void aFieldKubernetesDoesNotKnowIsFound() throws Exception {
        JsonObject manifest = manifests().stream()
                .filter(each -> kind(each).equals("StatefulSet"))
                .findFirst()
                .orElseThrow();
        manifest.getAsJsonObject("spec").addProperty("replica", 3);

        assertThatThrownBy(() -> validate(manifest)).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noContainerIsRoot_writesItsImage_orHasNoLimit() throws IOException {
        for (JsonObject pod : pods()) {
            assertThat(pod.getAsJsonObject("securityContext")
                            .get("runAsNonRoot")
                            .getAsBoolean())
                    .isTrue();
            for (JsonElement each : pod.getAsJsonArray("containers")) {
                JsonObject container = each.getAsJsonObject();
                JsonObject security = container.getAsJsonObject("securityContext");
                assertThat(security.get("readOnlyRootFilesystem").getAsBoolean())
                        .isTrue();
                assertThat(security.get("allowPrivilegeEscalation").getAsBoolean())
                        .isFalse();
                assertThat(container
                                .getAsJsonObject("resources")
                                .getAsJsonObject("limits")
                                .has("memory"))
                        .isTrue();
            }
        }
    }

    @Test
    void kustomizationNamesEveryManifest() throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.list(MANIFESTS)) {
            all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals(KUSTOMIZATION))
                    .forEach(files::add);
        }
        List<String> named = new ArrayList<>();
        new Gson()
                .toJsonTree(new Yaml().<Object>load(Files.readString(MANIFESTS.resolve(KUSTOMIZATION))))
                .getAsJsonObject()
                .getAsJsonArray("resources")
                .forEach(name -> named.add(name.getAsString()));

        assertThat(named).containsExactlyInAnyOrderElementsOf(files);
    }

    private static List<JsonObject> pods() throws IOException {
        return manifests().stream()
                .filter(manifest -> Set.of("Deployment", "StatefulSet", "Job").contains(kind(manifest)))
                .map(manifest -> manifest.getAsJsonObject("spec")
                        .getAsJsonObject("template")
                        .getAsJsonObject("spec"))
                .toList();
    }

    private static List<JsonObject> manifests() throws IOException {
        List<JsonObject> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(MANIFESTS)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".yaml"))
                    .filter(name -> !name.endsWith(KUSTOMIZATION))
                    .toList()) {
                new Yaml()
                        .loadAll(Files.readString(file))
                        .forEach(document ->
                                all.add(new Gson().toJsonTree(document).getAsJsonObject()));
            }
        }
        return all;
    }

    private static String kind(JsonObject manifest) {
        return manifest.get("kind").getAsString();
    }

    /**
     * By the model Kubernetes' own client is generated with: unknown fields, missing ones and wrong kinds are found.
     */
    private static void validate(JsonObject manifest) throws ReflectiveOperationException {
        String version = manifest.get("apiVersion").getAsString().replaceFirst(".*/", "");
        Class.forName("io.kubernetes.client.openapi.models."
                        + version.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + version.substring(1)
                        + kind(manifest))
                .getMethod("validateJsonElement", JsonElement.class)
                .invoke(null, manifest);
    }
}
