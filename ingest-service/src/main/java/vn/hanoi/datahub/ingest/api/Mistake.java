package vn.hanoi.datahub.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/**
 * One more thing that is wrong with a refused event, in the language the caller asks for.
 *
 * @param reason of the closed list
 * @param field JSON pointer into the event; null where no single field is to blame
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Mistake(String reason, String detail, @Nullable String field) {

    /** What is wrong beside the first mistake; null for nothing. */
    static @Nullable List<Mistake> othersOf(Refused refused) {
        return refused.others().isEmpty()
                ? null
                : refused.others().stream()
                        .map(other -> new Mistake(
                                other.reason().word(),
                                other.detail().in(LocaleContextHolder.getLocale()),
                                other.field()))
                        .toList();
    }
}
