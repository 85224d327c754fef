using System.Text.Json.Nodes;
using Remediator.Core.Incidents;
using Remediator.Core.Wording;
using Remediator.State;

namespace Remediator.Tests.State;

/// <summary>What was stored otherwise than this program stores it is no memory; a bug of this program is not blamed on the table.</summary>
public class StoredTests
{
    [Fact]
    public void What_cannot_be_read_is_unavailable_for_the_reason_that_the_reader_gives()
    {
        var found = new Document("incident", "pull-1", 1, null, new JsonObject { ["key"] = "pull-1" });
        var failed = Assert.Throws<StoreUnavailableException>(() => Stored.Read(found, IncidentJson.ReadIncident));
        Assert.Equal("the item \"pull-1\" cannot be read: \"status\" is missing, or of another type", failed.Message);
        Assert.IsType<UnreadableException>(failed.InnerException);
    }

    [Fact]
    public void A_bug_in_a_reader_is_thrown() =>
        Assert.Throws<NullReferenceException>(() => Stored.Read<string>("pull-1", () => throw new NullReferenceException()));
}
