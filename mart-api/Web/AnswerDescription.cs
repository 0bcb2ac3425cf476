namespace PersonEtl.MartApi.Web;

/// <summary>What a route answers, for the OpenAPI document: the good answer with its schema, and the problems it may have.</summary>
internal sealed record AnswerDescription(int Status, string Text, string Schema, IReadOnlyList<Problem> Problems);
