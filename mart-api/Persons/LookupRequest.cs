using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonEtl.MartApi.Persons;

/// <summary>The body of a look-up.</summary>
/// <param name="Identifiers">1 to 1000 numbers of eleven digits, or person_ids.</param>
/// <param name="Parts">The information parts wanted; all of them when left out.</param>
/// <param name="History">Also versions that no longer hold.</param>
internal sealed record LookupRequest(IReadOnlyList<string?>? Identifiers, IReadOnlyList<string>? Parts = null, bool History = false)
{
    /// <summary>A property that isn't known is refused: a misspelt `parts` would read everything.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, PropertyNameCaseInsensitive = false };
}
