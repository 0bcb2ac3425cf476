using System.Text;
using System.Text.Json;

namespace PersonEtl.MartApi.Persons;

/// <summary>
/// A JSON property: its name, and the SQL that gives its value. A name maps to its column mechanically
/// (<c>moveDate</c>, <c>move_date</c>) unless the SQL is given. A group's SQL is a condition: the object is null where it doesn't hold.
/// </summary>
internal sealed record Property(string Name, ValueKind Kind, string Sql, string? Meaning, IReadOnlyList<Property> Members)
{
    public JsonEncodedText Key { get; } = JsonEncodedText.Encode(Name);

    /// <summary>How many columns of the row it takes, its members included.</summary>
    public int Width { get; } = 1 + Members.Sum(m => m.Width);

    public static Property Text(string name, string? sql = null, string? meaning = null) => new(name, ValueKind.Text, sql ?? Snake(name), meaning, []);

    public static Property Integer(string name, string? sql = null, string? meaning = null) => new(name, ValueKind.Integer, sql ?? Snake(name), meaning, []);

    public static Property Date(string name, string? sql = null, string? meaning = null) => new(name, ValueKind.Date, sql ?? Snake(name), meaning, []);

    public static Property Instant(string name, string? sql = null, string? meaning = null) => new(name, ValueKind.Instant, sql ?? Snake(name), meaning, []);

    public static Property Flag(string name, string? sql = null, string? meaning = null) => new(name, ValueKind.Flag, sql ?? Snake(name), meaning, []);

    public static Property Group(string name, string holds, params IReadOnlyList<Property> members) => new(name, ValueKind.Group, holds, null, members);

    /// <summary>The columns of a row, in the order in which <see cref="RowWriter"/> takes them.</summary>
    public static IEnumerable<string> Columns(IEnumerable<Property> properties) => properties.SelectMany(p => Columns(p.Members).Prepend(p.Sql));

    private static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter)) snake.Append('_').Append(char.ToLowerInvariant(letter));
            else snake.Append(letter);
        }
        return snake.ToString();
    }
}
