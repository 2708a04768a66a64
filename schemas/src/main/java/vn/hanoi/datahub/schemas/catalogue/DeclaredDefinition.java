package vn.hanoi.datahub.schemas.catalogue;

import java.io.StringReader;
import java.util.stream.Collectors;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;

/**
 * A definition as it was declared.
 *
 * @param text the whole of it as JSON, so that it can be read again when the catalogue has gone on
 * @param method the part of it that its numbers depend on
 * @param place where it stands, {@code file:line}
 */
public record DeclaredDefinition(IndicatorDefinition definition, String text, String method, String place) {

    /**
     * Reads a definition that a former catalogue declared.
     *
     * @param name what errors call it
     * @throws CatalogueException when this catalogue's event types have no place for it any more
     */
    public static DeclaredDefinition read(String name, String text, Catalogue catalogue) {
        IndicatorReader reader = new IndicatorReader(
                catalogue.types().stream().collect(Collectors.toMap(EventType::name, type -> type)));
        return of(Yaml.read(name, new StringReader(text)), reader);
    }

    /** The {@link #method} of a definition that a former catalogue declared. */
    public static String methodOf(String name, String text) {
        return IndicatorReader.method(Yaml.read(name, new StringReader(text)));
    }

    static DeclaredDefinition of(Yaml yaml, IndicatorReader reader) {
        return new DeclaredDefinition(reader.read(yaml), yaml.canonical(), IndicatorReader.method(yaml), yaml.place());
    }

    String id() {
        return definition.id();
    }
}
