package vn.hanoi.datahub.standalone.registry;

/** An error with the messages and codes of Confluent's REST API. */
final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    RegistryException(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RegistryException notFound(int code, String message) {
        return new RegistryException(404, code, message);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
