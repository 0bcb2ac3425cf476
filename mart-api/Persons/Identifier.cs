namespace PersonEtl.MartApi.Persons;

/// <summary>What a person is asked for by: a number of eleven digits, or a person_id.</summary>
internal readonly record struct Identifier(string? Number, Guid? PersonId)
{
    /// <summary>Null for text that is neither. Control digits aren't judged: an unknown number is simply not found.</summary>
    public static Identifier? Parse(string? text) => text switch
    {
        { Length: 11 } when IsNumber(text) => new(text, null),
        { Length: 36 } when Guid.TryParseExact(text, "D", out var id) => new(null, id),
        _ => null,
    };

    public static bool IsNumber(string text) => text.Length == 11 && text.All(char.IsAsciiDigit);
}
