package vn.hanoi.datahub.query.config;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Checks whether a caller is known by a key, a token or a session. */
public final class KnownCaller {

    private KnownCaller() {}

    /**
     * Returns whether the caller whose request this thread handles is known; false if the thread handles no request.
     */
    public static boolean isKnown() {
        return isKnown(SecurityContextHolder.getContext().getAuthentication());
    }

    static boolean isKnown(@Nullable Authentication caller) {
        return caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken);
    }
}
