using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Dictionary;

/// <summary>The words of both forms of the dictionary: types as PostgreSQL names them, classes in lower case.</summary>
internal static class DictionaryWords
{
    public static string Of(ColumnType type) => type == ColumnType.Instant ? "timestamptz" : type.ToString().ToLowerInvariant();

    public static string Of(ColumnClass @class) => @class.ToString().ToLowerInvariant();
}
