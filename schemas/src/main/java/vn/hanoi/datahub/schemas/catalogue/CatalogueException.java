package vn.hanoi.datahub.schemas.catalogue;

/** Thrown when the catalogue is wrong; the message begins with file and line and says what to write instead. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogueException(String message) {
        super(message);
    }

    public CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
