package vn.hanoi.datahub.ingest.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.api.BodyReader;
import vn.hanoi.datahub.ingest.api.DeclaredCharset;
import vn.hanoi.datahub.ingest.publish.Effect;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.text.Nearest;

/** Files of events: uploaded as a whole, processed row by row, with a report on each refused row. */
@RestController
@RequestMapping("/v1/files")
@Tag(name = "files")
class FilesController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final List<String> PARTS = List.of("file", "mapping");

    private static final int REFUSALS_IN_AN_ANSWER = 1_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final FileJobs jobs;
    private final RejectedRows rejected;
    private final FileIntake intake;
    private final AuditLog audit;
    private final PublicUrl url;

    public FilesController(FileJobs jobs, RejectedRows rejected, FileIntake intake, AuditLog audit, PublicUrl url) {
        this.url = url;
        this.jobs = jobs;
        this.rejected = rejected;
        this.intake = intake;
        this.audit = audit;
    }

    /** Accepts a file as the body. */
    @Operation(
            operationId = "uploadFile",
            summary =
                    "Publish the rows of a CSV or XLSX file; columns are fields, unless the agency has stored a mapping")
    @ApiResponse(responseCode = "202", description = "Stored; Location is the address of its progress")
    @PostMapping(consumes = {"text/csv", XLSX, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    ResponseEntity<FileView> upload(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "event type") @RequestParam String type,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Parameter(description = "the file's name, for display") @RequestParam(defaultValue = "") String name,
            HttpServletRequest request)
            throws IOException {
        return take(
                caller,
                request,
                new FileIntake.Sent(
                        type, dryRun, name, null, () -> BodyReader.unpacked(request, DeclaredCharset.UNICODE)));
    }

    /** Accepts a file as one part of a form, and optionally a mapping as another. */
    @Operation(
            operationId = "uploadFile",
            summary =
                    "Publish the rows of a CSV or XLSX file: as the body, or as part `file` with a part `mapping` (YAML)",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                                @Content(mediaType = XLSX, schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                        schema = @Schema(implementation = FileForm.class))
                            }))
    @ApiResponse(responseCode = "202", description = "Stored; Location is the address of its progress")
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<FileView> uploadWithMapping(
            @AuthenticationPrincipal Caller caller,
            @RequestParam String type,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Parameter(description = "the file's name, for display; by default the part's file name")
                    @RequestParam(defaultValue = "")
                    String name,
            @RequestPart MultipartFile file,
            HttpServletRequest request)
            throws IOException, ServletException {
        String own = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        Optional<Part> yaml = mappingPart(request);
        return take(
                caller,
                request,
                new FileIntake.Sent(
                        type,
                        dryRun,
                        name.isEmpty() ? own : name,
                        yaml.isPresent()
                                ? MappingBody.read(
                                        yaml.get().getInputStream(), yaml.get().getContentType())
                                : null,
                        () -> {
                            DeclaredCharset.UNICODE.check(file.getContentType());
                            return file.getInputStream();
                        }));
    }

    /** Returns the part with the mapping, whether it was sent as a file or as a field. An unknown part is refused. */
    private static Optional<Part> mappingPart(HttpServletRequest request) throws IOException, ServletException {
        Part mapping = null;
        Set<String> seen = new HashSet<>();
        for (Part part : request.getParts()) {
            if (!PARTS.contains(part.getName())) {
                throw new BadRequestException("the form has an unknown part '" + WellFormed.excerpt(part.getName())
                        + "'" + Nearest.advice(part.getName(), PARTS) + "; its parts are file and mapping");
            }
            if (!seen.add(part.getName())) {
                throw new BadRequestException(
                        "the form has more than one part '" + part.getName() + "'; send one file at a time");
            }
            mapping = part.getName().equals("mapping") ? part : mapping;
        }
        return Optional.ofNullable(mapping);
    }

    private ResponseEntity<FileView> take(Caller caller, HttpServletRequest request, FileIntake.Sent sent)
            throws IOException {
        try {
            FileJob job = intake.take(caller, sent);
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .header(HttpHeaders.LOCATION, link(job, request))
                    .body(FileView.of(job, null, Locale.ROOT, link(job, request)));
        } catch (UnreadableException e) {
            if (e.refused().reason().isOfRights()) {
                audit.refused(caller, request, e.refused().detail().toString());
            }
            throw e;
        }
    }

    private String link(FileJob job, HttpServletRequest request) {
        return url.link("/v1/files/" + job.getId(), request);
    }

    /**
     * @param file CSV or XLSX
     * @param mapping YAML; absent for the stored mapping
     */
    record FileForm(
            @Schema(type = "string", format = "binary") String file,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String mapping) {}

    record FileList(List<FileView> files) {}

    /** Lists the files that were sent, newest first. */
    @Operation(operationId = "listFiles", summary = "List the agency's files; for an operator, all files")
    @GetMapping
    FileList list(@AuthenticationPrincipal Caller caller, Locale language, HttpServletRequest request) {
        return new FileList(jobs.newestFirst(caller.ownAgency().orElse(null)).stream()
                .limit(REFUSALS_IN_AN_ANSWER)
                .map(job -> FileView.of(job, null, language, link(job, request)))
                .toList());
    }

    /** Returns the progress of a file, and its first refused rows. */
    @Operation(
            operationId = "getFile",
            summary =
                    "Progress, counts, the first 1,000 refused rows and, for a dry run, the values that would change; in Vietnamese or English according to Accept-Language")
    @GetMapping("/{id}")
    FileView file(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            Locale language,
            HttpServletRequest request)
            throws IOException {
        FileJob job = own(caller, id);
        List<RefusedRow> later = rejected.of(job);
        List<FileView.Refusal> refusals = null;
        Effect effect = null;
        if (jobs.hasRefused(job)) {
            try (Stream<RefusedRow> refused = jobs.refused(job)) {
                refusals = Stream.concat(refused, later.stream())
                        .limit(REFUSALS_IN_AN_ANSWER)
                        .map(each -> FileView.Refusal.of(each, language))
                        .toList();
            }
        }
        if (jobs.isKeptHere(job)) {
            effect = jobs.effect(job)
                    .map(json -> JSON.readValue(json, Effect.class))
                    .orElse(null);
        }
        return FileView.of(
                FileIntake.withFormer(job, jobs.sentBefore(job)),
                new FileView.Outcome(later.size(), refusals, effect),
                language,
                link(job, request));
    }

    /** Returns all refused rows as their sender wrote them, to be corrected and sent again. */
    @Operation(
            operationId = "getRefusedRows",
            summary =
                    "Every refused row as it was sent, with line, column, reason and all errors: CSV with the file's own separator")
    @GetMapping(path = "/{id}/refused", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> refused(
            @AuthenticationPrincipal Caller caller, @PathVariable String id, Locale language) {
        FileJob job = own(caller, id);
        if (!jobs.isKeptHere(job)) {
            throw new ServiceUnavailableException("instance " + job.getInstance() + " has this list; request it there");
        } else if (!jobs.hasRefused(job)) {
            throw new NotFoundException("the list of refused rows of the file '" + id
                    + "' is no longer kept: of one agency, the newest lists of a gigabyte are");
        }
        List<RefusedRow> later = rejected.of(job);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + "-refused.csv\"")
                .body(out -> {
                    try (Stream<RefusedRow> refused = jobs.refused(job);
                            PrintWriter text = new PrintWriter(out, false, StandardCharsets.UTF_8)) {
                        new ReturnedRows(job, language).write(Stream.concat(refused, later.stream()), text);
                    }
                });
    }

    /**
     * Returns a job that the caller may see. Another agency's job is reported as not found, so that its existence is
     * not disclosed.
     */
    private FileJob own(Caller caller, String id) {
        return jobs.find(id)
                .filter(job -> caller.ownAgency().map(job.getAgency()::equals).orElse(true))
                .orElseThrow(() -> new NotFoundException("there is no file '" + id + "'; GET /v1/files lists them"));
    }
}
