package vn.hanoi.datahub.query.config;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whether a caller is known by a key, a token or a session. */
public final class KnownCaller {

    private KnownCaller() {}

    /** Whether the caller that this thread answers is known; a thread that answers nobody has no known caller. */
    public static boolean isKnown() {
        return isKnown(SecurityContextHolder.getContext().getAuthentication());
    }

    static boolean isKnown(@Nullable Authentication caller) {
        return caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken);
    }
}
