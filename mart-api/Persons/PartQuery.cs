using System.Collections.Concurrent;
using PersonEtl.MartApi.Access;

namespace PersonEtl.MartApi.Persons;

/// <summary>The select of a part: the id, then the columns of its properties; a person's rows together, what holds first, then newest first.</summary>
internal static class PartQuery
{
    /// <summary>The column at which the properties begin.</summary>
    public const int FirstColumn = 4;

    private static readonly ConcurrentDictionary<(Part Part, bool Full, bool History), string> Made = new();

    /// <summary>The query, or null where the caller's part has no source.</summary>
    public static string? Of(Part part, Caller caller, bool history)
    {
        var sources = part.Sources(caller);
        return sources.Count == 0 ? null : Made.GetOrAdd((part, caller.Full, history), _ => Make(part, sources, history));
    }

    private static string Make(Part part, IReadOnlyList<string> sources, bool history)
    {
        var order = part.Versioned ? $"{part.Holds} as holds, coalesce(valid_from, registered_at) as since, version_number" : "true as holds, null::timestamptz as since, 1 as version_number";
        var columns = string.Join(", ", Property.Columns(part.Properties));
        var condition = part.Versioned && !history ? $" and {part.Holds}" : "";
        var selects = sources.Select(s => $"select person_id, {order}, {columns} from {s} where person_id = any ((select current_setting('mart_api.persons')::uuid[])::uuid[]){condition}");
        return string.Join("\nunion all\n", selects) + "\norder by person_id, holds desc, since desc nulls last, version_number desc";
    }
}
