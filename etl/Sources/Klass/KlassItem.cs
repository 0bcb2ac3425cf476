using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>A row of any answer of KLASS, in its own words; what the answer doesn't have is null, and so is "".</summary>
internal sealed record KlassItem
{
    public string? Code { get; init; }

    public string? Level { get; init; }

    public string? Name { get; init; }

    public string? ValidFrom { get; init; }

    public string? ValidTo { get; init; }

    public string? ValidFromInRequestedRange { get; init; }

    public string? ValidToInRequestedRange { get; init; }

    public string? SourceCode { get; init; }

    public string? TargetCode { get; init; }

    public string? OldCode { get; init; }

    public string? NewCode { get; init; }

    public string? NewName { get; init; }

    public string? ChangeOccurred { get; init; }

    /// <summary>What else an item of JSON holds.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }

    /// <summary>Where it stands: a line of CSV, an item of JSON.</summary>
    [JsonIgnore]
    public string Place { get; init; } = "";
}
