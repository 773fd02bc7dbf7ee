package org.springframework.boot.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** As Spring Boot does it where Jackson is there. */
public final class JsonParserFactory {
    @SuppressWarnings("unchecked")
    public static JsonParser getJsonParser() {
        return json -> {
            try {
                return new ObjectMapper().readValue(json, Map.class);
            } catch (Exception invalid) {
                throw new JsonParseException(invalid);
            }
        };
    }
}
