package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vn.hanoi.datahub.domain.Text;

/**
 * The datasets as a catalogue for portals to harvest: DCAT-AP 3.0 in JSON-LD, with the EU's vocabularies for languages,
 * formats, frequencies and themes. The context is embedded, so that no other server is needed to read it.
 */
final class DcatCatalogue {

    private static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";
    private static final String HANOI = "https://www.wikidata.org/entity/Q1858";

    private static final Map<String, String> PREFIXES = ordered(
            "dcat", "http://www.w3.org/ns/dcat#",
            "dct", "http://purl.org/dc/terms/",
            "foaf", "http://xmlns.com/foaf/0.1/",
            "vcard", "http://www.w3.org/2006/vcard/ns#",
            "xsd", "http://www.w3.org/2001/XMLSchema#");

    /** The longest interval between changes for each frequency, in ascending order. */
    private static final Map<Duration, String> FREQUENCIES = ordered(
            Duration.ofMinutes(90), "HOURLY",
            Duration.ofHours(36), "DAILY",
            Duration.ofDays(10), "WEEKLY",
            Duration.ofDays(45), "MONTHLY",
            Duration.ofDays(120), "QUARTERLY",
            Duration.ofDays(400), "ANNUAL");

    private final Publisher publisher;
    private final Extents extents;

    /**
     * The publisher of the data.
     *
     * @param name display name
     * @param contact contact address, {@code mailto:…}; empty for none
     * @param licence URI of the licence
     */
    public record Publisher(String name, String contact, String licence) {}

    public DcatCatalogue(Publisher publisher, Extents extents) {
        this.publisher = publisher;
        this.extents = extents;
    }

    /**
     * Returns the catalogue.
     *
     * @param base address of the service, without a trailing slash
     */
    public Map<String, Object> of(List<Dataset> datasets, String base) {
        Map<String, Object> catalogue = new LinkedHashMap<>();
        catalogue.put("@context", context());
        catalogue.put("@id", base + "/open-data/catalog.jsonld");
        catalogue.put("@type", "dcat:Catalog");
        catalogue.put(
                "dct:title", texts(new Text("Dữ liệu mở của thành phố Hà Nội", "Open data of the city of Hà Nội")));
        catalogue.put(
                "dct:description",
                texts(
                        new Text(
                                "Chỉ số chuyển đổi số và số liệu trực tiếp của thành phố, mỗi tập dữ liệu một chỉ số, cùng các danh mục",
                                "Indicators of the city's digital transformation and live figures, a dataset for each indicator, and the registers they refer to")));
        catalogue.put("dct:publisher", publisher());
        catalogue.put("dct:language", languages());
        catalogue.put("dct:license", licence());
        catalogue.put("dct:spatial", typed(HANOI, "dct:Location"));
        catalogue.put("foaf:homepage", typed(base + "/", "foaf:Document"));
        List<Dataset.Extent> covered = datasets.stream().map(extents::of).toList();
        covered.stream()
                .flatMap(extent -> extent.modified().stream())
                .max(Instant::compareTo)
                .ifPresent(modified -> catalogue.put("dct:modified", time(modified)));
        catalogue.put(
                "dcat:dataset",
                IntStream.range(0, datasets.size())
                        .mapToObj(i -> dataset(datasets.get(i), covered.get(i), base))
                        .toList());
        return catalogue;
    }

    private static Map<String, Object> context() {
        Map<String, Object> context = new LinkedHashMap<>(PREFIXES);
        context.put("dcat:accessURL", Map.of("@type", "@id"));
        context.put("dcat:downloadURL", Map.of("@type", "@id"));
        context.put("dcat:mediaType", Map.of("@type", "@id"));
        context.put("vcard:hasEmail", Map.of("@type", "@id"));
        return context;
    }

    private Map<String, Object> dataset(Dataset dataset, Dataset.Extent extent, String base) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("@id", base + "/open-data/" + dataset.id());
        described.put("@type", "dcat:Dataset");
        described.put("dct:identifier", dataset.id());
        described.put("dct:title", texts(dataset.title()));
        described.put("dct:description", texts(dataset.description()));
        described.put("dct:publisher", publisher());
        if (!publisher.contact().isEmpty()) {
            described.put(
                    "dcat:contactPoint",
                    ordered(
                            "@type",
                            "vcard:Organization",
                            "vcard:fn",
                            publisher.name(),
                            "vcard:hasEmail",
                            publisher.contact()));
        }
        described.put(
                "dcat:theme",
                typed(AUTHORITY + "data-theme/" + dataset.theme(), "http://www.w3.org/2004/02/skos/core#Concept"));
        described.put(
                "dcat:keyword",
                List.of(
                        ordered("@value", dataset.title().vi(), "@language", "vi"),
                        ordered("@value", dataset.title().en(), "@language", "en")));
        described.put("dct:language", languages());
        described.put("dct:spatial", typed(HANOI, "dct:Location"));
        described.put("dct:accessRights", typed(AUTHORITY + "access-right/PUBLIC", "dct:RightsStatement"));
        described.put("dct:accrualPeriodicity", typed(AUTHORITY + "frequency/" + frequency(dataset), "dct:Frequency"));
        extent.modified().ifPresent(modified -> described.put("dct:modified", time(modified)));
        List<Integer> years = extent.years();
        if (!years.isEmpty()) {
            described.put(
                    "dct:temporal",
                    ordered(
                            "@type", "dct:PeriodOfTime",
                            "dcat:startDate", date(years.get(0) + "-01-01"),
                            "dcat:endDate", date(years.get(years.size() - 1) + "-12-31")));
        }
        List<Object> distributions = new ArrayList<>();
        for (Format format : Format.values()) {
            distributions.add(distribution(dataset, format, base));
        }
        described.put("dcat:distribution", distributions);
        described.put("foaf:page", typed(base + "/open-data/" + dataset.id() + ".csv-metadata.json", "foaf:Document"));
        return described;
    }

    private Map<String, Object> distribution(Dataset dataset, Format format, String base) {
        String address = base + "/open-data/" + dataset.id() + "." + format.ending();
        return ordered(
                "@id",
                address + "#distribution",
                "@type",
                "dcat:Distribution",
                "dct:title",
                texts(new Text(
                        dataset.title().vi() + " (" + format.inWords() + ")",
                        dataset.title().en() + " (" + format.inWords() + ")")),
                "dct:description",
                texts(dataset.description()),
                "dcat:accessURL",
                address,
                "dcat:downloadURL",
                address,
                "dct:format",
                typed(AUTHORITY + "file-type/" + format.name(), "dct:MediaTypeOrExtent"),
                "dcat:mediaType",
                "https://www.iana.org/assignments/media-types/" + format.mediaType(),
                "dct:license",
                licence(),
                "http://data.europa.eu/r5r/availability",
                typed(
                        "http://publications.europa.eu/resource/authority/planned-availability/STABLE",
                        "http://www.w3.org/2004/02/skos/core#Concept"));
    }

    /** Returns the measured frequency; unknown if there was nothing to measure. */
    private static String frequency(Dataset dataset) {
        return dataset.changesEvery()
                .map(every -> FREQUENCIES.entrySet().stream()
                        .filter(frequency -> every.compareTo(frequency.getKey()) <= 0)
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse("IRREG"))
                .orElse("UNKNOWN");
    }

    private Map<String, Object> publisher() {
        return ordered("@id", HANOI + "#government", "@type", "foaf:Agent", "foaf:name", publisher.name());
    }

    private Map<String, Object> licence() {
        return typed(publisher.licence(), "dct:LicenseDocument");
    }

    private static List<Object> languages() {
        return List.of(
                typed(AUTHORITY + "language/VIE", "dct:LinguisticSystem"),
                typed(AUTHORITY + "language/ENG", "dct:LinguisticSystem"));
    }

    private static List<Object> texts(Text text) {
        return List.of(
                ordered("@value", text.vi(), "@language", "vi"), ordered("@value", text.en(), "@language", "en"));
    }

    private static Map<String, Object> typed(String id, String type) {
        return ordered("@id", id, "@type", type);
    }

    private static Map<String, Object> time(Instant instant) {
        return ordered("@value", instant.toString(), "@type", "xsd:dateTime");
    }

    private static Map<String, Object> date(String date) {
        return ordered("@value", date, "@type", "xsd:date");
    }

    @SuppressWarnings("unchecked")
    private static <K, V> Map<K, V> ordered(Object... namesAndValues) {
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((K) namesAndValues[i], (V) namesAndValues[i + 1]);
        }
        return map;
    }
}
