package vn.hanoi.datahub.query.opendata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Describes datasets to programs: their catalogue, and the data dictionary of each. */
final class Descriptions {

    private final Extents extents = new Extents();
    private final DcatCatalogue catalogue;
    private final DcatCatalogue.Publisher publisher;
    private final JsonMapper json;

    public Descriptions(DcatCatalogue.Publisher publisher, JsonMapper json) {
        this.catalogue = new DcatCatalogue(publisher, extents);
        this.publisher = publisher;
        this.json = json;
    }

    String licence() {
        return publisher.licence();
    }

    Dataset.Extent extent(Dataset dataset) {
        return extents.of(dataset);
    }

    /** Returns the catalogue as JSON-LD; reads all rows that changed since the last time. */
    String catalogue(List<Dataset> datasets, String base) {
        return json.writeValueAsString(catalogue.of(datasets, base));
    }

    /** Returns the data dictionary (W3C, Metadata Vocabulary for Tabular Data). */
    byte[] dictionary(Dataset dataset) {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        dictionary.put("@context", "http://www.w3.org/ns/csvw");
        dictionary.put("url", dataset.id() + ".csv");
        dictionary.put("dc:title", Map.of("@value", dataset.title().vi(), "@language", "vi"));
        dictionary.put("dc:description", Map.of("@value", dataset.description().vi(), "@language", "vi"));
        dictionary.put("dc:license", Map.of("@id", publisher.licence()));
        dictionary.put(
                "tableSchema",
                Map.of(
                        "columns",
                        dataset.columns().stream().map(Descriptions::described).toList()));
        return json.writeValueAsBytes(dictionary);
    }

    private static Map<String, Object> described(Column column) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", column.name());
        described.put("titles", column.name());
        described.put("datatype", column.type().csvw());
        described.put(
                "dc:description",
                List.of(
                        Map.of("@value", column.meaning().vi(), "@language", "vi"),
                        Map.of("@value", column.meaning().en(), "@language", "en")));
        return described;
    }
}
