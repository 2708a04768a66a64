package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Prepares a mapping on this machine for the ingest service: a second table that it names as a file is embedded in it.
 */
final class MappingFile {

    private MappingFile() {}

    /**
     * Reads a mapping. The table that its {@code lookup} names as {@code file}, next to the mapping or next to the
     * data, becomes {@code csv}.
     *
     * @param data the file that is sent
     */
    static String read(Path mapping, Path data) throws IOException {
        Yaml yaml = new Yaml(new LoaderOptions());
        try {
            String text = Files.readString(mapping);
            Node root = yaml.compose(new StringReader(text));
            if (!(value(root, "lookup") instanceof MappingNode lookup)
                    || !(value(lookup, "file") instanceof ScalarNode file)) {
                return text;
            }
            Path beside = mapping.toAbsolutePath().resolveSibling(file.getValue());
            Path table = Files.exists(beside) ? beside : data.toAbsolutePath().resolveSibling(file.getValue());
            List<NodeTuple> entries = lookup.getValue();
            entries.replaceAll(entry -> isKey(entry, "file") ? scalars("csv", text(table)) : entry);
            StringWriter inlined = new StringWriter();
            yaml.serialize(root, inlined);
            return inlined.toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(mapping + " is not UTF-8; save it as UTF-8", e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(mapping + " is not YAML: " + e.getMessage(), e);
        }
    }

    private static @Nullable Node value(@Nullable Node map, String key) {
        return map instanceof MappingNode entries
                ? entries.getValue().stream()
                        .filter(entry -> isKey(entry, key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static boolean isKey(NodeTuple entry, String key) {
        return entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
    }

    private static NodeTuple scalars(String key, String value) {
        return new NodeTuple(
                new ScalarNode(Tag.STR, key, null, null, DumperOptions.ScalarStyle.PLAIN),
                new ScalarNode(Tag.STR, value, null, null, DumperOptions.ScalarStyle.DOUBLE_QUOTED));
    }

    private static String text(Path table) {
        try {
            return Files.readString(table);
        } catch (IOException e) {
            throw new IllegalArgumentException("the mapping's lookup names " + table + ", which cannot be read", e);
        }
    }
}
