package vn.hanoi.datahub.query.opendata;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;

/**
 * Serves open data: a catalogue for portals, and every dataset as CSV, JSON, Parquet and XLSX, as it is now and as it
 * was at the end of any day.
 */
@RestController
@Tag(name = "open-data")
class OpenDataController {

    private static final String LD_JSON = "application/ld+json";
    private static final String DICTIONARY = "csv-metadata.json";

    private final Datasets datasets;
    private final Descriptions descriptions;
    private final PublicUrl url;
    private final DatasetFiles files;
    private final Bulkhead bulkhead;
    private final InstantSource clock;

    public OpenDataController(
            Datasets datasets,
            PublicUrl url,
            DatasetFiles files,
            Bulkhead fileBulkhead,
            Descriptions descriptions,
            InstantSource clock) {
        this.datasets = datasets;
        this.descriptions = descriptions;
        this.url = url;
        this.files = files;
        this.bulkhead = fileBulkhead;
        this.clock = clock;
    }

    /** Returns the catalogue of datasets. */
    @Operation(operationId = "getCatalogue", summary = "The catalogue of open data, as DCAT-AP 3 in JSON-LD")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DcatDocument.class)))
    @GetMapping(path = "/open-data/catalog.jsonld")
    ResponseEntity<String> catalogue(@Parameter(hidden = true) HttpServletRequest request) {
        String base = url.base(request);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(LD_JSON))
                .body(bulkhead.call(() -> descriptions.catalogue(datasets.all(), base)));
    }

    /** Returns the current dataset, or its data dictionary. */
    @Operation(
            operationId = "getDataset",
            summary =
                    "A dataset as {dataset}.csv, .json, .parquet or .xlsx; its data dictionary as {dataset}.csv-metadata.json (CSV on the Web)")
    @GetMapping(path = "/open-data/{name}")
    ResponseEntity<InputStreamResource> now(
            @Parameter(example = "dg.tthc_on_time.csv") @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean bom) {
        if (name.endsWith("." + DICTIONARY)) {
            Dataset dataset = dataset(name.substring(0, name.length() - DICTIONARY.length() - 1));
            byte[] dictionary = descriptions.dictionary(dataset);
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType("application/csvm+json"))
                    .contentLength(dictionary.length)
                    .body(new InputStreamResource(new ByteArrayInputStream(dictionary)));
        }
        Dataset dataset = datasetOf(name);
        return answer(
                dataset,
                dataset.state(),
                name,
                bom,
                () -> new DatasetFiles.Content(descriptions.extent(dataset).modified(), dataset.rows()));
    }

    /** Returns a dataset as it was at the end of a day. */
    @Operation(operationId = "getSnapshot", summary = "A dataset as it was at the end of a day in Hà Nội")
    @GetMapping(path = "/open-data/{date}/{name}")
    ResponseEntity<InputStreamResource> then(
            @Parameter(example = "2025-12-31") @PathVariable String date,
            @Parameter(example = "dg.tthc_on_time.csv") @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean bom) {
        Dataset dataset = datasetOf(name);
        LocalDate day = day(date);
        return answer(
                dataset,
                day.toString(),
                name,
                bom,
                () -> dataset.rows(day)
                        .map(rows -> new DatasetFiles.Content(Optional.empty(), rows))
                        .orElseThrow(() -> new NotFoundException(
                                dataset.id() + " keeps no snapshots, because its rows carry their own validity")));
    }

    private LocalDate day(String text) {
        LocalDate day = Dates.day("the date of a snapshot", text);
        if (!day.isBefore(CityTime.dayOf(clock.instant()))) {
            throw new BadRequestException(
                    "there are snapshots of days that are over; without a day in the address it is as it is now");
        }
        return day;
    }

    private static Format format(String name) {
        return Format.of(name).orElseThrow(() -> new NotFoundException("files of datasets end in " + Format.endings()));
    }

    private Dataset datasetOf(String name) {
        return dataset(format(name).nameOf(name));
    }

    private Dataset dataset(String id) {
        return datasets.find(id)
                .orElseThrow(() -> new NotFoundException(
                        "there is no open dataset '" + id + "'; /open-data/catalog.jsonld lists them"));
    }

    private ResponseEntity<InputStreamResource> answer(
            Dataset dataset, String state, String name, boolean bom, Supplier<DatasetFiles.Content> content) {
        Format format = format(name);
        DatasetFiles.Opened file = files.open(dataset, new DatasetFiles.Key(dataset.id(), state, format, bom), content);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        file.modified().ifPresent(answer::lastModified);
        return answer.header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + name + '"')
                .header(HttpHeaders.LINK, "<" + descriptions.licence() + ">; rel=\"license\"")
                .contentType(MediaType.parseMediaType(
                        format == Format.CSV ? format.mediaType() + ";charset=UTF-8" : format.mediaType()))
                .contentLength(file.bytes())
                .body(new InputStreamResource(file.content()));
    }
}
