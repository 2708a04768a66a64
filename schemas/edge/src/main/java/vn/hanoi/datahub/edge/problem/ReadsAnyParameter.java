package vn.hanoi.datahub.edge.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method that checks all query parameters itself, and refuses those it does not know. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadsAnyParameter {

    /** Whether each parameter may occur only once. */
    boolean once() default true;
}
