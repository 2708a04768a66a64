package vn.hanoi.datahub.edge.config;

import org.springframework.beans.propertyeditors.CustomBooleanEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Reads flags of requests as true or false; by itself, Spring also takes yes, on and 1 for true. */
@ControllerAdvice
final class Flags {

    @InitBinder
    void strict(WebDataBinder binder) {
        CustomBooleanEditor strict = new CustomBooleanEditor("true", "false", false);
        binder.registerCustomEditor(boolean.class, strict);
        binder.registerCustomEditor(Boolean.class, strict);
    }
}
