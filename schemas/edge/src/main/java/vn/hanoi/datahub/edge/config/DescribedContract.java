package vn.hanoi.datahub.edge.config;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.net.PublicUrl;

/**
 * Adds to a service's OpenAPI document what the code alone does not say: the service's identity, how callers are
 * authenticated, what errors look like, and an example of every parameter, request and response. The examples are in
 * {@code /<service>-examples.json}, by method and path; those of parameters in {@code /openapi-parameters.json}, by
 * name.
 */
final class DescribedContract implements OpenApiCustomizer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANY = "*/*";
    private static final String PROBLEM = "Problem";

    private final String service;
    private final PublicUrl url;
    private final JsonNode examples;
    private final JsonNode parameters;

    /**
     * @param service name of the service, which is also the prefix of its examples file
     * @param url address by which callers know it
     */
    public DescribedContract(String service, PublicUrl url) {
        this.url = url;
        this.service = service;
        this.examples = read("/" + service + "-examples.json");
        this.parameters = read("/openapi-parameters.json");
    }

    private static JsonNode read(String file) {
        try (InputStream in = DescribedContract.class.getResourceAsStream(file)) {
            return in == null ? JSON.createObjectNode() : JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void customise(OpenAPI contract) {
        contract.info(new Info()
                .title("Hà Nội City Data Hub: " + service)
                .version("1")
                .description(
                        "Errors are application/problem+json (RFC 9457) with a stable type. Times are RFC 3339; periods are of Asia/Ho_Chi_Minh, from inclusive, to exclusive.")
                .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")));
        contract.servers(List.of(new Server().url(url.configured().isEmpty() ? "/" : url.configured())));
        Components components = Optional.ofNullable(contract.getComponents()).orElseGet(Components::new);
        contract.components(components
                .addSecuritySchemes(
                        "key",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("X-API-Key"))
                .addSecuritySchemes(
                        "token",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"))
                .addSchemas(PROBLEM, problem())
                .addResponses(PROBLEM, refusal()));
        contract.addSecurityItem(new SecurityRequirement().addList("key"))
                .addSecurityItem(new SecurityRequirement().addList("token"));
        components.getSchemas().values().forEach(schema -> {
            schema.setDescription(markdown(schema.getDescription()));
            if (schema.getProperties() != null) {
                ((Map<?, ?>) schema.getProperties())
                        .values().stream()
                                .map(Schema.class::cast)
                                .forEach(member -> member.setDescription(markdown(member.getDescription())));
            }
        });
        contract.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    describe(operation, examples.path(method + " " + path));
                    refusals(operation, path)
                            .forEach(status -> operation
                                    .getResponses()
                                    .addApiResponse(
                                            status, new ApiResponse().$ref("#/components/responses/" + PROBLEM)));
                }));
    }

    /** Returns the statuses with which an operation may refuse a request, besides the default response. */
    private static List<String> refusals(Operation operation, String path) {
        List<String> statuses = new ArrayList<>(List.of("400", "401", "403", "429", "503"));
        if (path.contains("{")) {
            statuses.add("404");
        }
        if (operation.getRequestBody() != null) {
            statuses.addAll(List.of("409", "413", "415", "422"));
        }
        return statuses;
    }

    /** The members of RFC 9457 that every refusal has. */
    private static Schema<?> problem() {
        return new Schema<>()
                .types(Set.of("object"))
                .addProperty("type", text("stable: urn:hanoi:datahub:problem:…"))
                .addProperty("title", text("the last part of type"))
                .addProperty("status", new Schema<>().types(Set.of("integer")))
                .addProperty("detail", text("what is wrong and what would be right"))
                .required(List.of("type", "title", "status"));
    }

    private static Schema<?> text(String description) {
        return new Schema<>().types(Set.of("string")).description(description);
    }

    private static ApiResponse refusal() {
        return new ApiResponse()
                .description("what is wrong and what would be right; 429 and 503 say when to come back (Retry-After)")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))
                                        .example(plain(JSON.createObjectNode()
                                                .put("type", "urn:hanoi:datahub:problem:bad-request")
                                                .put("title", "bad-request")
                                                .put("status", 400)
                                                .put("detail", "there is no area '99999'; /v1/areas lists them")))));
    }

    /** Turns the HTML of a Javadoc comment into one line of Markdown. */
    private static @Nullable String markdown(@Nullable String javadoc) {
        return javadoc == null ? null : javadoc.replaceAll("\\s*\\n\\s*", " ").replaceAll("</?code>", "`");
    }

    private void describe(Operation operation, JsonNode example) {
        operation.setDescription(markdown(operation.getDescription()));
        Optional.ofNullable(operation.getParameters()).ifPresent(all -> all.forEach(this::describe));
        JsonNode request = example.path("request");
        if (!request.isMissingNode()) {
            String type = example.path("requestType").asString("application/json");
            RequestBody body = Optional.ofNullable(operation.getRequestBody()).orElseGet(RequestBody::new);
            Content content = Optional.ofNullable(body.getContent()).orElseGet(Content::new);
            if (content.isEmpty()) {
                content.addMediaType(type, new MediaType().schema(new Schema<>()));
            }
            content.forEach((name, media) ->
                    media.example(plain(either(example.path("requests").path(name), request))));
            operation.requestBody(body.content(content));
        }
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                describe(response, either(example.path("response" + status), example.path("response")));
            }
        });
        operation.getResponses().addApiResponse("default", new ApiResponse().$ref("#/components/responses/" + PROBLEM));
    }

    private static JsonNode either(JsonNode special, JsonNode usual) {
        return special.isMissingNode() ? usual : special;
    }

    private void describe(Parameter parameter) {
        JsonNode known = parameters.path(parameter.getName());
        if (parameter.getDescription() == null && known.has("description")) {
            parameter.description(known.path("description").asString());
        }
        if (parameter.getExample() == null && known.has("example")) {
            parameter.example(plain(known.path("example")));
        }
    }

    private static void describe(ApiResponse response, JsonNode example) {
        if (example.isMissingNode()) {
            return;
        }
        Content content = Optional.ofNullable(response.getContent()).orElseGet(Content::new);
        MediaType any = content.remove(ANY);
        if (any != null || content.isEmpty()) {
            content.addMediaType(
                    example.isString() ? "text/plain" : "application/json", any == null ? new MediaType() : any);
        }
        content.values().forEach(media -> media.example(plain(example)));
        response.content(content);
    }

    /** Returns an example in plain Java types, because the writer of the document uses another JSON library. */
    private static Object plain(JsonNode example) {
        return JSON.convertValue(example, Object.class);
    }
}
