package vn.hanoi.datahub.query.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts to subscribers. Connects only to addresses that its target has looked at; follows nothing, retries nothing, and
 * reads no answer.
 */
final class Sender implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    private final Target target;
    private final OkHttpClient http;

    public Sender(Target target) {
        this.target = target;
        Dispatcher dispatcher = new Dispatcher(); // each webhook has one request under way: there is no other bound
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .dns(target)
                .connectTimeout(CONNECT_WITHIN)
                .readTimeout(ANSWER_WITHIN)
                .callTimeout(ANSWER_WITHIN)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
    }

    /** What an answer was, or that there was none. */
    private static final class Answer extends CompletableFuture<Integer> implements Callback {
        @Override
        public void onResponse(Call call, Response response) {
            complete(response.code());
            response.close();
        }

        @Override
        public void onFailure(Call call, IOException e) {
            completeExceptionally(e);
        }
    }

    /**
     * Posts once.
     *
     * @return what went wrong; null for nothing. It tells a subscriber no more than it knows: nothing of the network
     */
    @Nullable
    String post(String url, Map<String, String> headers, String body) throws InterruptedException {
        Optional<String> refusal = target.refusal(url);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Call call = http.newCall(new Request.Builder()
                .url(url)
                .headers(Headers.of(headers))
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON))
                .build());
        Answer answer = new Answer();
        call.enqueue(answer);
        try {
            int status = answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return status / HUNDRED == SUCCESS ? null : Integer.toString(status);
        } catch (ExecutionException e) {
            return "no connection";
        } catch (TimeoutException e) {
            return "no answer in time"; // or one that does not end
        } finally {
            call.cancel();
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
