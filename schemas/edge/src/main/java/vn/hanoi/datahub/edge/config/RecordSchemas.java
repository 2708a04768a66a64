package vn.hanoi.datahub.edge.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Marks required and nullable members in the schema of a record, as its components declare them: a {@code @Nullable}
 * one may be null; with {@code @JsonInclude(NON_NULL)} it is absent instead.
 */
final class RecordSchemas implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType java = TypeFactory.defaultInstance().constructType(type.getType());
        if (schema != null && java.getRawClass().isRecord()) {
            String reference = schema.get$ref();
            Schema<?> model = reference == null
                    ? schema
                    : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                Set<String> present = describe(java.getRawClass(), model.getProperties());
                model.setRequired(isRequest(java.getRawClass()) ? null : List.copyOf(present));
            }
        }
        return schema;
    }

    /** Requests are read leniently, so that a refusal can name what is missing: all their members may be left out. */
    private static boolean isRequest(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .allMatch(component -> component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    /** Marks the members that may be null, and returns those that are always present. */
    private static Set<String> describe(Class<?> type, @SuppressWarnings("rawtypes") Map<String, Schema> members) {
        Set<String> present = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                Set<String> unwrapped = describe(component.getType(), members);
                if (!isNullable) {
                    present.addAll(unwrapped);
                }
            } else if (members.containsKey(component.getName()) && !isAbsentForNull(component)) {
                present.add(component.getName());
                if (isNullable) {
                    members.computeIfPresent(component.getName(), (name, member) -> orNull(member));
                }
            }
        }
        return present;
    }

    private static boolean isAbsentForNull(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonInclude.class)
                || component.getDeclaringRecord().isAnnotationPresent(JsonInclude.class);
    }

    private static Schema<?> orNull(Schema<?> member) {
        if (member.getAnyOf() != null) {
            return member; // described before
        }
        if (member.get$ref() != null) {
            List<Schema> either = new ArrayList<>(List.of(member, new Schema<>().types(Set.of("null"))));
            return new Schema<>().anyOf(either);
        }
        Set<String> types = new LinkedHashSet<>(member.getTypes() == null ? Set.of() : member.getTypes());
        if (types.isEmpty() && member.getType() != null) {
            types.add(member.getType());
        }
        types.add("null");
        member.setTypes(types);
        return member;
    }
}
