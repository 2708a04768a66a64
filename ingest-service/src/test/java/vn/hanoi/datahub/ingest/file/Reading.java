package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.admission.Submission;

/** A file as the hub reads it: each row's event, or why it is refused. */
record Reading(Map<Long, Admission> byLine, long skipped, List<Detail> notes) {

    private static final Agency sender =
            AtTheDoor.CATALOGUE.findAgency("H26.NNMT").orElseThrow();

    static Reading of(String type, String mapping, byte[] content) throws IOException {
        Path file = Files.createTempFile("reading", ".table");
        try {
            return of(type, mapping, Files.write(file, content));
        } finally {
            Files.delete(file);
        }
    }

    static Reading of(String mapping, String content) throws IOException {
        return of("air-observation", mapping, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading of(String typeName, String yaml, Path file) throws IOException {
        EventType type = AtTheDoor.CATALOGUE.findType(typeName).orElseThrow();
        Mapping mapping = Mapping.read(yaml, type);
        Agency sender = AtTheDoor.CATALOGUE.agencies().stream()
                .filter(agency -> agency.types().contains(typeName) && agency.area() == null)
                .findFirst()
                .orElseThrow();
        Table.Limits limits = new Table.Limits(1 << 24);
        Map<Long, Admission> byLine = new TreeMap<>();
        long skipped = 0;
        try (Table first = Table.open(file, limits, mapping.columns());
                Table table = Table.open(file, limits, mapping.columns())) {
            Mapping.Survey survey = mapping.survey(first);
            for (Row row = table.next(); row != null; row = table.next()) {
                Detail problem = mapping.problem(row);
                Optional<Submission> event =
                        problem == null ? mapping.event(row, sender.code(), survey.conventions()) : Optional.empty();
                if (problem != null) {
                    byLine.put(
                            row.line(),
                            new Refused(vn.hanoi.datahub.domain.event.RefusalReason.MALFORMED, problem, null));
                } else if (event.isPresent()) {
                    byLine.put(row.line(), AtTheDoor.DOOR.admit(event.get(), sender, AtTheDoor.NOW));
                } else {
                    skipped++;
                }
            }
            return new Reading(byLine, skipped, survey.notes());
        }
    }

    /** The texts of a row by column. */
    static Map<String, String> texts(Row row) {
        Map<String, String> texts = new LinkedHashMap<>();
        row.cells().forEach((column, cell) -> texts.put(column, cell.text()));
        return texts;
    }

    /** What a row holds, or the key of why it is refused. */
    String at(long line, String field) {
        Admission said = byLine.get(line);
        if (said instanceof Refused refused) {
            return refused.detail().key();
        } else if (said instanceof Admitted admitted) {
            return switch (field) {
                case "time" -> admitted.event().time().toString();
                case "subject" -> admitted.event().subject();
                case "id" -> admitted.event().id();
                default ->
                    String.valueOf(
                            admitted.data() == null ? null : admitted.data().get(field));
            };
        }
        return "-";
    }

    /** The same of all rows. */
    List<String> all(String field) {
        List<String> all = new ArrayList<>();
        byLine.keySet().forEach(line -> all.add(at(line, field)));
        return all;
    }

    List<String> noteKeys() {
        return notes.stream().map(Detail::key).toList();
    }
}
