package vn.hanoi.datahub.schemas.catalogue;

import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A node in a YAML file, read with errors that name file and line. */
public final class Yaml {

    /** Types that are written without quotes in JSON, so that they keep their type when they are read again. */
    private static final Set<Tag> UNQUOTED = Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final String file;
    private final Node node;

    private Yaml(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /**
     * Reads a file that contains one document.
     *
     * @throws CatalogueException when the file is empty or is not YAML
     */
    public static Yaml read(String file, Reader reader) {
        try {
            Node root = new org.yaml.snakeyaml.Yaml(new LoaderOptions()).compose(reader);
            if (root == null) {
                throw new CatalogueException(file + ": is empty");
            }
            return new Yaml(file, root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new CatalogueException(file + ":" + line + ": is not YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new CatalogueException(file + ": is not YAML: " + e.getMessage(), e);
        }
    }

    /** Returns all texts in a document without their quotes and escapes: keys, values and comments. */
    public static Stream<String> texts(String document) {
        LoaderOptions withComments = new LoaderOptions();
        withComments.setProcessComments(true);
        Iterable<Event> events = new org.yaml.snakeyaml.Yaml(withComments).parse(new StringReader(document));
        return StreamSupport.stream(events.spliterator(), false).mapMulti((event, texts) -> {
            if (event instanceof ScalarEvent scalar) {
                texts.accept(scalar.getValue());
            } else if (event instanceof CommentEvent comment) {
                texts.accept(comment.getValue());
            }
        });
    }

    public CatalogueException error(String message) {
        return new CatalogueException(place() + ": " + message);
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public List<Yaml> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("a list is expected");
        }
        List<Yaml> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new Yaml(file, item)));
        return items;
    }

    public Map<String, Yaml> map() {
        if (!(node instanceof MappingNode mapping)) {
            throw error("a map is expected");
        }
        Map<String, Yaml> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Yaml key = new Yaml(file, tuple.getKeyNode());
            if (entries.put(key.text(), new Yaml(file, tuple.getValueNode())) != null) {
                throw key.error("'" + key.text() + "' is defined twice");
            }
        }
        return entries;
    }

    /** Refuses keys that nothing reads: a misspelt key is an error and is not silently ignored. */
    public Yaml only(String... keys) {
        map().keySet().stream()
                .filter(key -> !Arrays.asList(keys).contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw keyError(key, "'" + key + "' is not known here; known are " + String.join(", ", keys));
                });
        return this;
    }

    /** Returns an error at the line of a key. */
    public CatalogueException keyError(String key, String message) {
        return find(key).map(value -> value.error(message)).orElseGet(() -> error(message));
    }

    public Optional<Yaml> find(String key) {
        return Optional.ofNullable(map().get(key));
    }

    public Yaml get(String key) {
        return find(key).orElseThrow(() -> error("'" + key + "' is missing"));
    }

    public String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw error("a word is expected");
        }
        return scalar.getValue();
    }

    /** Reads text that says something: a name, a title, a legal act's number. */
    String words() {
        if (text().isBlank()) {
            throw error("a text is expected, and this is empty");
        }
        return text();
    }

    /** Reads an id, which is part of keys and of addresses. */
    String id() {
        if (!ID.matcher(text()).matches()) {
            throw error("'" + text() + "' is not an id: letters, digits, '.', '-' and '_', a letter or digit first");
        }
        return text();
    }

    /** Returns this list, which must not be empty. */
    Yaml some() {
        if (list().isEmpty()) {
            throw error("the list is empty; at least one entry is expected");
        }
        return this;
    }

    /** Returns the words of a list, in which none may be twice. */
    List<Yaml> distinct() {
        Set<String> known = new HashSet<>();
        List<Yaml> items = list();
        items.forEach(item -> {
            if (!known.add(item.text())) {
                throw item.error("'" + item.text() + "' is in the list twice");
            }
        });
        return items;
    }

    public double number() {
        return within(Limits::number);
    }

    int integer(int lowest, int highest) {
        int number = integer();
        if (number < lowest || number > highest) {
            throw error("'" + text() + "' is not a whole number from " + lowest + " to " + highest);
        }
        return number;
    }

    Duration duration() {
        return within(Limits::duration);
    }

    <T> T within(Function<String, T> limits) {
        try {
            return limits.apply(text());
        } catch (IllegalArgumentException e) {
            throw error(String.valueOf(e.getMessage()));
        }
    }

    public int integer() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw error("'" + text() + "' is not a whole number");
        }
    }

    LocalDate date() {
        return within(Limits::date);
    }

    public boolean bool() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error("'" + text() + "' is neither true nor false");
        };
    }

    /** Returns the content as JSON, without its layout: equal for the same meaning, however it is written. */
    String canonical() {
        return canonical(key -> true);
    }

    /** Returns the same for a map, with only some of its keys. */
    String canonical(Predicate<String> keys) {
        if (isMap()) {
            return map().entrySet().stream()
                    .filter(entry -> keys.test(entry.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry ->
                            quoted(entry.getKey()) + ":" + entry.getValue().canonical())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (isList()) {
            return list().stream().map(Yaml::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        return UNQUOTED.contains(node.getTag()) ? text() : quoted(text());
    }

    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + '"';
    }

    /** Returns the location, {@code file:line}. */
    String place() {
        return file + ":" + (node.getStartMark().getLine() + 1);
    }
}
