package vn.hanoi.datahub.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/**
 * A further error in a refused event, in the language that the caller requested.
 *
 * @param reason one of the fixed list of refusal reasons
 * @param field JSON pointer into the event; null if no single field is at fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Mistake(String reason, String detail, @Nullable String field) {

    /** Returns the errors after the first one, or null if there are none. */
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
