//! An OpenAPI document of any size.

/// A document with so many object types of eight properties each; some properties refer to other
/// types, as in real ones. With as many operations as types, if they are wanted.
pub fn document(types: usize, operations: bool) -> String {
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: Bench, version: '1'}\npaths:");
    if !operations || types == 0 {
        text.push_str(" {}\n");
    } else {
        text.push('\n');
        (0..types).for_each(|index| text.push_str(&path(index)));
    }
    text.push_str("components:\n  schemas:\n");
    (0..types).for_each(|index| text.push_str(&schema(index, types)));
    text
}

/// The name of a type.
pub fn name(index: usize) -> String {
    format!("Thing{index}")
}

fn path(index: usize) -> String {
    let name: String = name(index);
    format!(
        "  /things{index}/{{id}}:
    get:
      operationId: get{name}
      summary: Looks at a thing.
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: limit, in: query, schema: {{type: integer, minimum: 1}}}}
      responses:
        '200':
          description: Here it is.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}
        '404': {{description: It is gone.}}
"
    )
}

fn schema(index: usize, types: usize) -> String {
    let (name, other) = (name(index), name((index * 7 + 1) % types));
    format!(
        "    {name}:
      type: object
      description: A thing among many.
      required: [id, label, count]
      properties:
        id: {{type: string, description: Tells it apart.}}
        label: {{type: string, minLength: 1, maxLength: 80}}
        count: {{type: integer, minimum: 0}}
        ratio: {{type: number}}
        hidden: {{type: boolean}}
        created_at: {{type: string, description: When it was made.}}
        words: {{type: array, items: {{type: string}}, maxItems: 16}}
        other: {{$ref: '#/components/schemas/{other}'}}
"
    )
}
