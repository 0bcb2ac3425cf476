namespace PersonEtl.Etl.Sources.Freg;

/// <summary>A person's document that can't be read: <see cref="Code"/> says why, <see cref="JsonPath"/> where in it, never what it held.</summary>
internal sealed class UnreadablePersonException(string code, string jsonPath) : Exception($"{code} at {jsonPath}")
{
    public string Code { get; } = code;

    public string JsonPath { get; } = jsonPath;
}
