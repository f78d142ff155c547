// Makes the replica set of one and its users, each with its own database alone; what is there is brought to what stands here.
// Run at each start by the service mongo-setup, beside the server: as long as there is no user, MongoDB lets whoever comes from
// the same machine begin (its localhost exception).
const fs = require('fs');

const USERS = {
  'edge-api': [{role: 'clusterMonitor', db: 'admin'}], // asked only how full the disk is
  auth: [{role: 'readWrite', db: 'facepay_auth'}],
  pay: [{role: 'readWrite', db: 'facepay_pay'}],
  query: [{role: 'readWrite', db: 'facepay_query'}],
  reverse: [{role: 'readWrite', db: 'facepay_reverse'}],
  refund: [{role: 'readWrite', db: 'facepay_refund'}],
  reconcile: [{role: 'readWrite', db: 'facepay_reconcile'}],
  report: [{role: 'readWrite', db: 'facepay_report'}],
  console: [{role: 'readWrite', db: 'facepay_report'}],
};

const admin = db.getSiblingDB('admin');

function password(user) {
  return fs.readFileSync('/run/secrets/mongo-' + user, 'utf8').trim();
}

function isAdmin() {
  try {
    return admin.auth('admin', password('admin')).ok === 1;
  } catch (refused) {
    return false;
  }
}

function awaitPrimary() {
  for (let tries = 0; tries < 60; tries++) {
    if (admin.hello().isWritablePrimary) {
      return;
    }
    sleep(500);
  }
  throw new Error('the server did not become primary within 30 s');
}

if (!isAdmin()) {
  try {
    rs.initiate({_id: 'facepay', members: [{_id: 0, host: 'mongo:27017'}]});
  } catch (e) {
    if (e.codeName !== 'AlreadyInitialized') {
      throw e;
    }
  }
  awaitPrimary();
  admin.createUser({user: 'admin', pwd: password('admin'), roles: ['root']});
  if (!isAdmin()) {
    throw new Error('the administrator has another password than deploy/secrets/mongo-admin');
  }
}
awaitPrimary();

for (const [user, roles] of Object.entries(USERS)) {
  const wanted = {pwd: password(user), roles: roles};
  if (admin.getUser(user) === null) {
    admin.createUser({user: user, ...wanted});
  } else {
    admin.updateUser(user, wanted);
  }
}
print(Object.keys(USERS).length + ' users of the database have passwords and rights');
