package vn.hanoi.datahub.edge.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Converts OAuth2 access tokens (RFC 9068) to callers: the scope gives the role ({@code hub.publish},
 * {@code hub.operate}, {@code hub.read}), the claim {@code agency} the agency that a publisher represents.
 */
public final class Tokens implements Converter<Jwt, CallerToken> {

    private static final String AGENCY = "agency";

    private final Catalogue catalogue;
    private final InstantSource clock;

    public Tokens(Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * Returns a decoder that checks signature, issuer, audience and time. The issuer's keys are fetched with the first
     * token, so that a service starts without the issuer.
     *
     * @param jwks address of the keys; empty to get it from the issuer
     */
    public static JwtDecoder decoder(String issuer, String audience, String jwks) {
        Supplier<JwtDecoder> decoder = () -> {
            NimbusJwtDecoder nimbus = jwks.isEmpty()
                    ? NimbusJwtDecoder.withIssuerLocation(issuer).build()
                    : NimbusJwtDecoder.withJwkSetUri(jwks).build();
            nimbus.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(),
                    new JwtIssuerValidator(issuer),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, named -> named != null && named.contains(audience)),
                    new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull),
                    new JwtClaimValidator<Object>(JwtClaimNames.SUB, Objects::nonNull)));
            return nimbus;
        };
        JwtDecoder patient = new SupplierJwtDecoder(decoder);
        return token -> {
            try {
                return patient.decode(token);
            } catch (BadJwtException e) {
                throw e;
            } catch (JwtException | IllegalStateException e) { // the issuer does not answer
                throw new BadJwtException("the issuer's keys cannot be had at the moment; send the token again", e);
            }
        };
    }

    @Override
    public CallerToken convert(Jwt token) {
        Role role = role(token);
        Agency agency = null;
        if (role == Role.AGENCY) {
            String code = String.valueOf(token.getClaimAsString(AGENCY));
            agency = catalogue
                    .findAgency(code)
                    .map(named -> catalogue.heir(named, CityTime.dayOf(clock.instant())))
                    .orElseThrow(() -> new InvalidBearerTokenException(
                            "the token's claim 'agency' names no agency of the catalogue: " + code));
        }
        return new CallerToken(new Caller("jwt:" + token.getSubject(), role, agency));
    }

    private static Role role(Jwt token) {
        String scopes = " " + String.valueOf(token.getClaimAsString("scope")) + " ";
        if (scopes.contains(" hub.operate ")) {
            return Role.OPERATOR;
        } else if (scopes.contains(" hub.publish ")) {
            return Role.AGENCY;
        } else if (scopes.contains(" hub.read ")) {
            return Role.READER;
        }
        throw new InvalidBearerTokenException("the token has none of the scopes hub.publish, hub.operate, hub.read");
    }
}
