package vn.hanoi.datahub.edge.personal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/** What people write for people: a key's label, why events are held back, a note on an alert. */
public final class Remark {

    private Remark() {}

    /**
     * The text without blanks around it; empty for none.
     *
     * @param name what the text is, for the one who wrote it
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
