package vn.hanoi.datahub.edge.problem;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.personal.PersonalData;

/** Free text written by people for people: a key's label, the reason for a quarantine, a note on an alert. */
public final class Remark {

    private Remark() {}

    /**
     * Returns the text without surrounding blanks; empty where there is none.
     *
     * @param name what the text is, for the error message
     * @throws BadRequestException when it is too long, not printable, or looks like personal data
     */
    public static String of(String name, @Nullable String text, int longest) {
        String remark = text == null ? "" : text.strip();
        if (remark.length() > longest || !WellFormed.is(remark)) {
            throw new BadRequestException(name + " has at most " + longest + " printable characters");
        }
        Optional<String> personal = PersonalData.in(remark);
        if (personal.isPresent()) {
            throw new BadRequestException(name + " looks like personal data (" + personal.get()
                    + "), which is not stored here; leave it out");
        }
        return remark;
    }
}
