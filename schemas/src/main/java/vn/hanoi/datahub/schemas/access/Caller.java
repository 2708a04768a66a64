package vn.hanoi.datahub.schemas.access;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;

/**
 * Who a request speaks for.
 *
 * @param name {@code key:<id>} or {@code jwt:<subject>}: what the audit calls it
 * @param agency of the role agency; null for the others
 */
public record Caller(String name, Role role, @Nullable Agency agency) {

    public Caller {
        if ((role == Role.AGENCY) != (agency != null)) {
            throw new IllegalArgumentException("a caller of role " + role.word() + " with agency " + agency);
        }
    }

    public boolean isOperator() {
        return role == Role.OPERATOR;
    }

    /** Whose events it sees: the agency's own; empty for an operator, who sees all. */
    public Optional<String> ownAgency() {
        return Optional.ofNullable(agency).map(Agency::code);
    }

    /** The agency it publishes for; only callers of role agency come where this is asked. */
    public Agency publisher() {
        return Objects.requireNonNull(agency, "a caller without an agency publishes nothing");
    }
}
