package vn.hanoi.datahub.edge.config;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.access.Tokens;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.BodyLimit;
import vn.hanoi.datahub.edge.problem.ErrorPage;
import vn.hanoi.datahub.edge.problem.ForbiddenException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.ProblemAdvice;
import vn.hanoi.datahub.edge.problem.ReadsAnyParameter;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.schemas.access.Caller;

/** The beans of {@link SmallService}: those of {@link EdgeConfiguration} that need no Kafka, and a service's own. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@EnableWebSecurity
class SmallWeb {

    private final EdgeConfiguration edge = new EdgeConfiguration();

    @Bean
    AuditLog audit(SmallService service) {
        return new AuditLog(service.written.log, "small", () -> SmallService.NOW);
    }

    @Bean
    SecurityFilterChain callers(
            HttpSecurity http,
            SmallService service,
            AuditLog audit,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings)
            throws Exception {
        return Callers.chain(
                http,
                new Callers.Credentials(
                        new Callers.Issued(
                                service.keys, service.sessions, service.keysAreKnown::get, () -> SmallService.NOW),
                        service.decoder,
                        new Tokens(SmallService.CATALOGUE, InstantSource.system())),
                audit,
                Callers.Controllers.of(mappings::getObject),
                requests -> requests.requestMatchers("/v1/open/**", "/v1/fails/**", "/error")
                        .permitAll()
                        .requestMatchers("/v1/operated")
                        .hasRole("OPERATOR")
                        .requestMatchers("/v1/known")
                        .authenticated());
    }

    @Bean
    WebMvcConfigurer unreadParameters() {
        return edge.unreadParameters();
    }

    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit();
    }

    @Bean
    Flags flags() {
        return new Flags();
    }

    @Bean
    WebMvcConfigurer strictBodies() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                JsonMapper.Builder mapper = JsonMapper.builder();
                edge.strictBodies().customize(mapper);
                converters.withJsonConverter(new JacksonJsonHttpMessageConverter(mapper.build()));
            }
        };
    }

    @Bean
    HttpFirewall firewall() {
        return edge.firewall();
    }

    @Bean
    RequestRejectedHandler rejectedRequests() {
        return edge.rejectedRequests();
    }

    @Bean
    ErrorPage errorPage() {
        return new ErrorPage();
    }

    /** A service's own advice, which adds nothing. */
    @RestControllerAdvice
    static final class Advice extends ProblemAdvice {
        Advice(AuditLog audit) {
            super(audit, "the small service failed");
        }
    }

    /** What is asked for: answers, and failures of every kind. */
    @RestController
    static final class Answers {

        @GetMapping("/v1/open/{subject}")
        Map<String, String> open(
                @PathVariable String subject,
                @RequestParam(defaultValue = "") String q,
                @RequestParam(required = false) @Nullable List<String> words) {
            return Map.of("subject", subject, "q", q);
        }

        @GetMapping("/v1/known")
        Map<String, String> known(@AuthenticationPrincipal Caller caller) {
            return Map.of("caller", caller.name(), "agency", caller.ownAgency().orElse("-"));
        }

        @GetMapping("/v1/forgotten/{subject}")
        Map<String, String> forgotten(@PathVariable String subject) {
            return Map.of();
        }

        /** A body of every kind of member. */
        record Order(
                @Nullable String agency,
                @Nullable Instant since,
                @Nullable List<String> types,
                @Nullable Integer count) {}

        @PostMapping("/v1/open/orders")
        Order order(@RequestBody Order order) {
            return order;
        }

        /** Parameters as one object. */
        record Wanted(@Nullable Integer offset, @Nullable String word) {}

        @GetMapping("/v1/open/wanted")
        Map<String, String> wanted(@ParameterObject Wanted wanted) {
            return Map.of("offset", String.valueOf(wanted.offset()));
        }

        @GetMapping("/v1/open/any")
        @ReadsAnyParameter
        Map<String, String> any() {
            return Map.of();
        }

        @GetMapping("/v1/open/orders/{number}")
        Map<String, Integer> numbered(@PathVariable int number) {
            return Map.of("number", number);
        }

        @GetMapping("/v1/open/flag")
        Map<String, Boolean> flag(@RequestParam boolean dry) {
            return Map.of("dry", dry);
        }

        @PostMapping("/v1/operated")
        Map<String, String> operated(@AuthenticationPrincipal Caller caller) {
            return known(caller);
        }

        @GetMapping("/v1/fails/{how}")
        Map<String, String> fails(@PathVariable String how) throws IOException {
            switch (how) {
                case "bad" -> throw new BadRequestException("say it otherwise");
                case "missing" -> throw new NotFoundException("there is none");
                case "forbidden" -> throw new ForbiddenException("not for you");
                case "later" -> throw new ServiceUnavailableException("in a moment");
                case "kafka" -> throw new KafkaException("broker 1 at 10.0.0.1 is away");
                case "cut" -> throw new IOException("connection reset by peer");
                default -> throw new IllegalStateException("SELECT * FROM secrets");
            }
        }
    }
}
