package vn.hanoi.datahub.schemas.access;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;

/**
 * The caller on whose behalf a request is made.
 *
 * @param name {@code key:<id>} or {@code jwt:<subject>}, as used in the audit
 * @param agency the agency, for the role agency; null for the others
 */
public record Caller(String name, Role role, @Nullable Agency agency) {

    public Caller {
        if ((role == Role.AGENCY) != (agency != null)) {
            throw new IllegalArgumentException("invalid caller: role " + role.word() + " with agency " + agency);
        }
    }

    public boolean isOperator() {
        return role == Role.OPERATOR;
    }

    /** Returns the agency whose events the caller may see; empty for an operator, who sees all. */
    public Optional<String> ownAgency() {
        return Optional.ofNullable(agency).map(Agency::code);
    }

    /**
     * Returns the agency for which the caller publishes; only to be called for callers of the role agency.
     *
     * @throws NullPointerException when the caller has no agency
     */
    public Agency publisher() {
        return Objects.requireNonNull(agency, "a caller without an agency publishes nothing");
    }
}
