package vn.hanoi.datahub.schemas.catalogue;

import java.io.StringReader;
import java.util.stream.Collectors;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;

/**
 * A definition as declared in the catalogue.
 *
 * @param text the whole definition as JSON, so that it can be read again after the catalogue has changed
 * @param method the part of it on which its numbers depend
 * @param place its location, {@code file:line}
 */
public record DeclaredDefinition(IndicatorDefinition definition, String text, String method, String place) {

    /**
     * Reads a definition that a former catalogue declared.
     *
     * @param name name used in error messages
     * @throws CatalogueException when the definition no longer fits this catalogue's event types
     */
    public static DeclaredDefinition read(String name, String text, Catalogue catalogue) {
        IndicatorReader reader = new IndicatorReader(
                catalogue.types().stream().collect(Collectors.toMap(EventType::name, type -> type)));
        return of(Yaml.read(name, new StringReader(text)), reader);
    }

    /** Returns the {@link #method} of a definition that a former catalogue declared. */
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
